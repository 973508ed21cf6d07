"""Persons named in a file never leave the loader, wherever a publisher writes them."""

from __future__ import annotations

from pathlib import Path

from loaders.iati import LOADER
from tests.support.telling import FIXTURES, told, write

TEXT = """<iati-activities version="2.03"><iati-activity xml:lang="en">
<iati-identifier>GB-CHC-285776-1</iati-identifier>
<reporting-org ref="GB-CHC-285776" type="21"><narrative>Agency</narrative></reporting-org>
<title><narrative>Courts, ask maria.perez@example.org</narrative></title>
<description><narrative>Call Maria on +502 5555 0100 or write to maria.perez@example.org.</narrative></description>
<participating-org role="4"><narrative>Agency (info@agency.example)</narrative></participating-org>
<contact-info><organisation><narrative>Agency</narrative></organisation><person-name><narrative>María Pérez</narrative></person-name>
<job-title><narrative>Head of courts</narrative></job-title><telephone>+502 5555 0100</telephone><email>maria.perez@example.org</email>
<mailing-address><narrative>12 Calle, Zona 1</narrative></mailing-address></contact-info>
<location><name><narrative>Office of María, tel. 5555-0100</narrative></name><point><pos>14.6 -90.5</pos></point></location>
<recipient-country code="GT"/>
<transaction><transaction-type code="3"/><transaction-date iso-date="2020-01-01"/><value currency="USD">1</value>
<description><narrative>Paid to María Pérez</narrative></description></transaction>
<document-link url="mailto:maria.perez@example.org"/>
<result><title><narrative>María Pérez trained</narrative></title></result>
</iati-activity></iati-activities>"""


def test_contact_details_are_never_in_a_row(tmp_path: Path) -> None:
    found = told(LOADER, write(tmp_path, "p.xml", TEXT))
    text = found.text() + repr(found.fates.problems)
    assert not [word for word in ("Pérez", "@example", "@agency", "5555", "Calle", "Head of courts") if word in text]
    assert found.node("Program", "GB-CHC-285776-1").name == "Courts, ask [e-mail address left out]"
    assert found.names("Organization") == {
        ("GB-CHC-285776", "Agency"), ("name:agency e mail address left out", "Agency ([e-mail address left out])"),
    }


def test_nor_those_of_the_fixtures() -> None:
    for name in ("two_activities.xml", "version_1.xml"):
        found = told(LOADER, FIXTURES / "iati" / name)
        text = found.text() + repr(found.fates.problems)
        assert not [word for word in ("Jane", "jane.doe", "5555 0100", "Beispiel", "843132", "someone@") if word in text]
