import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { databaseAuthorities } from "./database-authorities.ts";

const certificates = (pem: string): X509Certificate[] =>
  (pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n/g) ?? []).map(
    (one) => new X509Certificate(one),
  );

describe("the authorities of databases", () => {
  it("are those of the region alone, one for each kind of key", () => {
    const names = certificates(databaseAuthorities("us-east-1")).map(
      ({ subject }) => /CN=(.*)/.exec(subject)?.[1],
    );
    assert.deepEqual(names.sort(), [
      "Amazon RDS us-east-1 Root CA ECC384 G1",
      "Amazon RDS us-east-1 Root CA RSA2048 G1",
      "Amazon RDS us-east-1 Root CA RSA4096 G1",
    ]);
  });

  it("sign themselves, may sign others, and hold for years", () => {
    for (const one of certificates(databaseAuthorities("eu-central-1"))) {
      assert.ok(one.ca && one.verify(one.publicKey), one.subject);
      assert.ok(new Date(one.validTo).getUTCFullYear() > 2050, one.validTo);
    }
  });

  it("are refused for a region without RDS", () => {
    assert.throws(() => databaseAuthorities("us-north-9"), /no RDS authority of the region us-north-9/);
  });
});
