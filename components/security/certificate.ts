import { Problems } from "@aip/common/problems.ts";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface CertificateArgs {
  /**
   * Every name the certificate is for, each once, the first one its subject and of at most 64 characters; ACM allows
   * ten unless its quota is raised.
   */
  readonly hostnames: readonly string[];
  /** Public hosted zone that all of the names are in. */
  readonly zoneId: pulumi.Input<string>;
}

/**
 * A public certificate of ACM, which proves by DNS that the names are ours and renews itself. It names each host: a
 * wildcard would also be valid for the hosts of another environment, unless it is of a domain below which nobody else has
 * any, such as a team's. Free.
 *
 * @example
 * import { Certificate } from "@aip/components";
 * import * as pulumi from "@pulumi/pulumi";
 *
 * const certificate = new Certificate("front-door", {
 *   hostnames: ["mlflow.ai.example.com", "grafana.ai.example.com"],
 *   zoneId: new pulumi.Config().require("zoneId"),
 * });
 * export const certificateArn = certificate.arn;
 */
export class Certificate extends pulumi.ComponentResource {
  /** ARN, known once the certificate has been issued. */
  readonly arn: pulumi.Output<string>;

  /** @throws InvalidInput listing every argument that is not possible. */
  constructor(name: string, args: CertificateArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:security:Certificate", name, {}, options);
    const parent = { parent: this };
    const [subject, ...others] = checkHostnames(name, args.hostnames);
    const certificate = new aws.acm.Certificate(
      `${name}-certificate`,
      {
        domainName: subject,
        subjectAlternativeNames: others,
        validationMethod: "DNS",
        keyAlgorithm: "EC_prime256v1",
      },
      parent,
    );
    const records = args.hostnames.map((hostname) => {
      const proof = certificate.domainValidationOptions.apply((proofs) => {
        const found = proofs.find(({ domainName }) => domainName === hostname);
        if (!found) throw new pulumi.RunError(`ACM asks for no proof of ${hostname}`);
        return found;
      });
      return new aws.route53.Record(
        `${name}-proof-${hostname.replace("*", "any")}`,
        {
          zoneId: args.zoneId,
          name: proof.resourceRecordName,
          type: proof.resourceRecordType,
          records: [proof.resourceRecordValue],
          ttl: 300,
          // The same name in two accounts or regions has the same record.
          allowOverwrite: true,
        },
        parent,
      );
    });
    const validation = new aws.acm.CertificateValidation(
      `${name}-validation`,
      { certificateArn: certificate.arn, validationRecordFqdns: records.map(({ fqdn }) => fqdn) },
      parent,
    );
    this.arn = validation.certificateArn;
    this.registerOutputs({ arn: this.arn });
  }
}

function checkHostnames(name: string, hostnames: readonly string[]): [string, ...string[]] {
  const problems = new Problems(`Certificate ${name}`);
  const [subject, ...others] = hostnames;
  if (subject === undefined) problems.add("hostnames", hostnames, "at least one name");
  else if (subject.length > 64) problems.add("hostnames[0]", subject, "at most 64 characters");
  if (new Set(hostnames).size < hostnames.length) problems.add("hostnames", hostnames, "names that differ");
  problems.throwIfAny();
  return [subject as string, ...others];
}
