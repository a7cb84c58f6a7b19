// Reads a JSON array of FHIR R4 resources; prints, for each, what either oracle finds wrong.
const JSONSchemaValidator = require("@asymmetrik/fhir-json-schema-validator");
const { Fhir } = require("fhir");

const schema = new JSONSchemaValidator();
const fhir = new Fhir();

const findings = (resource) => ({
  schema: schema.validate(resource).map((error) => `${error.dataPath} ${error.message}`),
  fhir: fhir
    .validate(resource, { errorOnUnexpected: true })
    .messages.filter((found) => found.severity === "error" || found.severity === "fatal")
    .map((found) => `${found.location} ${found.message}`),
});

const resources = JSON.parse(require("fs").readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(resources.map(findings)));
