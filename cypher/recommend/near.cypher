// ---
// title: Programs on some focus areas, or in one country
// description: What is near a question about a country and a line of effort. Of no day.
// view: table
// row: a program
// empty: No source states a program on these focus areas or in this country.
// parameters:
//   - {name: focus_areas, type: texts, label: Focus areas, default: ["focus:III"]}
//   - {name: country, type: text, label: Country, default: GT}
// columns: [program_id]
// ---
CALL () {
  MATCH (f:FocusArea)<-[:ADDRESSES]-(p:Program)
  WHERE f.id IN $focus_areas
  RETURN p
  UNION
  MATCH (f:FocusArea)<-[:MAPS_TO]-(:Sector)<-[:CLASSIFIED_AS]-(p:Program)
  WHERE f.id IN $focus_areas
  RETURN p
  UNION
  MATCH (c:Country {iso2: $country})<-[:OPERATES_IN|BENEFITS|TRAINS]-(p:Program)
  RETURN p
  UNION
  MATCH (b:ForeignCounterpart {country: $country})<-[:BENEFITS|TRAINS]-(p:Program)
  RETURN p
}
RETURN p.id AS program_id
ORDER BY program_id
