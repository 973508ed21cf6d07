"""Words of headers and of roles, in English, Spanish, French and Portuguese, folded; and HXL tags."""

from __future__ import annotations

HEADERS: dict[str, tuple[str, ...]] = {
    "program_key": (
        "project id", "program id", "activity id", "project code", "project number", "activity code", "identifier", "codigo del proyecto",
        "codigo de proyecto", "codigo proyecto", "codigo", "numero de proyecto", "no de proyecto", "id proyecto", "code projet",
        "code du projet", "numero du projet", "codigo do projeto", "numero do projeto", "award number", "grant number", "id", "no", "code",
    ),
    "funder": (
        "donor", "funder", "funding agency", "funding organization", "funded by", "financed by", "donante", "financiador", "financiadora",
        "fuente de financiamiento", "entidad financiadora", "organismo financiador", "financiado por", "bailleur", "bailleurs de fonds",
        "bailleur de fonds", "donateur", "finance par", "doador", "financiado por", "orgao financiador",
    ),
    "extender": (
        "managing agency", "extending organization", "prime", "prime recipient", "managed by", "agencia administradora", "administrador",
        "gestor", "agence de gestion", "gere par", "gestionnaire", "agencia gestora",
    ),
    "accountable": (
        "accountable organization", "accountable", "lead agency", "responsible agency", "institucion responsable", "entidad responsable",
        "responsable", "organisme responsable", "instituicao responsavel", "entidade responsavel",
    ),
    "implementer": (
        "implementer", "implementing partner", "implementing organization", "implementing agency", "implemented by", "partner",
        "contractor", "organization", "organisation", "grantee", "recipient", "socio implementador", "socio", "implementador", "ejecutor",
        "ejecutado por", "organizacion ejecutora", "entidad ejecutora", "organizacion", "institucion", "quien", "partenaire",
        "partenaire de mise en oeuvre",
        "partenaire d execution", "agence d execution", "mise en oeuvre par", "qui", "parceiro", "parceiro implementador", "executor",
        "entidade executora", "organizacao", "who",
    ),
    "beneficiary": (
        "beneficiary", "beneficiary organization", "counterpart", "trained agency", "beneficiario", "institucion beneficiaria",
        "institucion beneficiada", "contraparte", "beneficiaire", "contrepartie", "homologue", "beneficiaria", "instituicao beneficiaria",
    ),
    "role": ("role", "organization role", "rol", "papel", "funcion", "funcao"),
    "program": (
        "program", "programme", "project", "project title", "project name", "activity", "activity title", "title", "what", "proyecto",
        "programa", "actividad", "nombre del proyecto", "titulo del proyecto", "titulo", "que", "projet", "activite", "intitule",
        "nom du projet", "titre", "titre du projet", "quoi", "projeto", "nome do projeto", "titulo do projeto", "atividade",
    ),
    "description": ("description", "summary", "objective", "descripcion", "resumen", "objetivo", "resume", "objectif", "descricao"),
    "start": (
        "start", "start date", "from", "begin", "begin date", "since", "inicio", "fecha de inicio", "fecha inicio", "desde", "debut",
        "date de debut", "date debut", "data de inicio", "data inicio",
    ),
    "end": (
        "end", "end date", "to", "until", "fin", "fecha de fin", "fecha fin", "fecha de finalizacion", "fecha de termino", "finalizacion",
        "hasta", "termino", "date de fin", "date fin", "fim", "data de fim", "data fim", "data de termino",
    ),
    "country": ("country", "country name", "recipient country", "nation", "pais", "pays", "where"),
    "area": (
        "state", "province", "department", "district", "region", "admin1", "adm1", "admin 1", "location", "departamento", "provincia",
        "estado", "departement", "distrito", "municipio", "lugar", "ubicacion", "donde", "lieu", "ou", "local", "localizacao",
    ),
    "amount": (
        "amount", "budget", "value", "total", "sum", "cost", "funding", "obligation", "disbursement", "commitment", "total budget", "monto",
        "presupuesto", "importe", "valor", "costo", "inversion", "montant", "cout", "financement", "orcamento", "montante", "custo",
        "amount usd", "budget usd", "presupuesto usd", "monto usd", "montant usd", "orcamento usd",
    ),
    "currency": ("currency", "moneda", "divisa", "devise", "monnaie", "moeda"),
    "indicator": ("indicator", "indicator name", "series", "series name", "indicador", "nombre del indicador", "indicateur"),
    "indicator_value": (
        "rate", "index", "score", "percentage", "per 100 000", "prevalence", "homicides", "victims", "value of the indicator", "tasa",
        "indice", "puntaje", "porcentaje", "homicidios", "valor del indicador", "taux", "pourcentage", "valeur", "taxa", "pontuacao",
    ),
    "year": ("year", "fiscal year", "ano", "ano fiscal", "gestion", "annee", "exercice", "exercicio", "fy"),
}
TAGS = {
    "#org+funder": "funder", "#org+funding": "funder", "#org+prog": "extender", "#org+programming": "extender", "#org+impl": "implementer",
    "#org+implementing": "implementer", "#org+beneficiary": "beneficiary", "#org": "implementer", "#country": "country", "#adm1": "area",
    "#activity+code": "program_key", "#activity+id": "program_key", "#activity": "program", "#description": "description",
    "#date+start": "start", "#date+end": "end", "#value+currency": "currency", "#currency": "currency", "#value": "amount",
    "#date+year": "year",
}
IDENTIFIERS = {
    "uei": "US-SAM", "sam uei": "US-SAM", "recipient uei": "US-SAM", "lei": "XI-LEI", "ror": "XI-ROR", "ror id": "XI-ROR", "ein": "US-EIN",
    "duns": "XI-DUNS", "recipient duns": "XI-DUNS", "ori": "ORI", "org id": "org-id", "organization id": "org-id",
    "iati organisation id": "org-id", "domain": "US-DOTGOV", "domain name": "US-DOTGOV",
}
ROLES = {
    "FUNDS": (
        "donor", "funder", "funding", "funds", "donante", "financiador", "financia", "bailleur", "bailleur de fonds", "donateur", "doador",
    ),
    "ACCOUNTABLE_FOR": ("accountable", "lead", "responsible", "responsable", "lider", "responsavel", "chef de file"),
    "EXTENDS": ("extending", "manager", "managing", "administrador", "gestor", "gestionnaire"),
    "IMPLEMENTS": (
        "implementer", "implementing", "implements", "partner", "contractor", "delivers", "ejecutor", "ejecuta", "implementador", "socio",
        "partenaire", "executant", "executor", "parceiro",
    ),
    "BENEFITS": ("beneficiary", "counterpart", "trained", "beneficiario", "beneficiaria", "contraparte", "beneficiaire"),
}
MARKS = frozenset({"x", "1", "yes", "y", "si", "oui", "sim", "✓", "✔", "•", "0", "no", "n"})


def role_of(word: str) -> str:
    """The link type that a folded word for a role stands for, empty where it is none known."""
    return next((link for link, words in ROLES.items() if word in words), "")
