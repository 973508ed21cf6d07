// ---
// title: Sources that give purpose codes
// description: >
//   Keys of the sources whose programs carry purpose codes. The silence of any other source about a purpose code says
//   nothing.
// view: table
// row: a source
// empty: No source gives purpose codes.
// parameters: []
// columns: [source]
// ---
MATCH (:Program)-[c:CLASSIFIED_AS]->(:Sector)
RETURN DISTINCT c.source AS source
ORDER BY source
