import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { freePort, Server } from "./processes.ts";
import { pythonPrograms } from "./software.ts";

/** Variables of the AWS SDKs that have them ask moto instead of AWS. */
export type AwsVariables = Readonly<Record<string, string>>;

/** moto finds the service and the caller in the scope of the signature, which it does not check. */
const credential = (service: string): string =>
  `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request`;

/** A real moto server on loopback: S3, DynamoDB, Secrets Manager and more of AWS. Stop it after use. */
export class Moto {
  readonly url: string;
  readonly env: AwsVariables;
  readonly #server: Server;

  private constructor(port: number, server: Server) {
    this.url = `http://127.0.0.1:${port}`;
    this.env = {
      AWS_ENDPOINT_URL: this.url,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_DEFAULT_REGION: "us-east-1",
      AWS_EC2_METADATA_DISABLED: "true",
    };
    this.#server = server;
  }

  /** @throws Error where moto is not installed; ask `pythonPrograms` before. */
  static async start(): Promise<Moto> {
    const programs = pythonPrograms("moto");
    if (!programs) throw new Error("moto is not installed: npm run test:real:install");
    const port = await freePort();
    const server = await Server.start(
      [join(programs, "moto_server"), "-H", "127.0.0.1", "-p", String(port)],
      port,
    );
    return new Moto(port, server);
  }

  /** Makes a bucket. */
  async bucket(name: string): Promise<void> {
    const { ok, status } = await fetch(`${this.url}/${name}`, { method: "PUT" });
    if (!ok) throw new Error(`moto made no bucket ${name}: ${status}`);
  }

  /** Writes an object. */
  async put(bucket: string, key: string, text: string): Promise<void> {
    const { ok, status } = await fetch(this.#objectUrl(bucket, key), { method: "PUT", body: text });
    if (!ok) throw new Error(`moto did not take ${bucket}/${key}: ${status}`);
  }

  /** The objects below a prefix: their keys, and what they hold. */
  async objects(bucket: string, prefix: string): Promise<ReadonlyMap<string, string>> {
    const listing = await fetch(`${this.url}/${bucket}?list-type=2&prefix=${encodeURIComponent(prefix)}`);
    const keys = [...(await listing.text()).matchAll(/<Key>([^<]+)<\/Key>/g)].map(([, key = ""]) => key);
    const texts = keys.map(async (key) => {
      // Who asks without a name is nobody, and may read nothing.
      const headers = { authorization: credential("s3") };
      const response = await fetch(this.#objectUrl(bucket, key), { headers });
      if (!response.ok) throw new Error(`moto did not give ${bucket}/${key}: ${response.status}`);
      return [key, await response.text()] as const;
    });
    return new Map(await Promise.all(texts));
  }

  #objectUrl(bucket: string, key: string): string {
    return `${this.url}/${bucket}/${key.split("/").map(encodeURIComponent).join("/")}`;
  }

  /** Makes a secret of Secrets Manager whose value is JSON; returns its ARN and the id of its one version. */
  async secret(
    name: string,
    value: Readonly<Record<string, string>>,
  ): Promise<{ readonly arn: string; readonly versionId: string }> {
    const response = await fetch(this.url, {
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": "secretsmanager.CreateSecret",
        authorization: credential("secretsmanager"),
      },
      body: JSON.stringify({
        Name: name,
        SecretString: JSON.stringify(value),
        ClientRequestToken: randomUUID(),
      }),
    });
    const answer = (await response.json()) as { ARN?: string; VersionId?: string };
    if (!answer.ARN || !answer.VersionId)
      throw new Error(`moto made no secret ${name}: ${JSON.stringify(answer)}`);
    return { arn: answer.ARN, versionId: answer.VersionId };
  }

  async stop(): Promise<void> {
    await this.#server.stop();
  }
}
