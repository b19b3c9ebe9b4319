import assert from "node:assert/strict";
import { renderTemplate } from "./secret-template.ts";

describe("a template of External Secrets", () => {
  const values = { username: "mlflow", password: "a b%/@'+" };

  it("encodes as Go's urlquery does, so that a URL with any password can be read back", () => {
    const url = renderTemplate("postgresql://{{ .username }}:{{ .password | urlquery }}@db/x", values);
    assert.equal(url, "postgresql://mlflow:a+b%25%2F%40%27%2B@db/x");
  });

  it("hands a value through several functions", () => {
    assert.equal(
      renderTemplate('{{ .password | urlquery | replace "%" "%%" }}', values),
      "a+b%%25%%2F%%40%%27%%2B",
    );
  });

  it("refuses a value that was not given, and a function it does not know", () => {
    assert.throws(() => renderTemplate("{{ .token }}", values), /no value for \{\{ \.token \}\}/);
    assert.throws(() => renderTemplate("{{ .password | b64enc }}", values), /unknown function b64enc/);
  });
});
