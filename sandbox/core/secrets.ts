import { secretSignature, signatureKey } from "@aip/common/protocol.ts";

const isSecret = (value: unknown): value is { value: unknown } =>
  value !== null &&
  typeof value === "object" &&
  (value as Record<string, unknown>)[signatureKey] === secretSignature;

export const markSecret = (value: unknown): unknown => ({ [signatureKey]: secretSignature, value });

/** The value with all secret marks taken off, at any depth. */
export function reveal(value: unknown): unknown {
  return mapSecrets(value, (secret) => reveal(secret));
}

/** The value with every secret, at any depth, replaced by the text that plans and reports show for it. */
export function redact(value: unknown): unknown {
  return mapSecrets(value, () => "[secret]");
}

/** Whether a secret is anywhere inside. */
export function holdsSecret(value: unknown): boolean {
  if (isSecret(value)) return true;
  if (Array.isArray(value)) return value.some(holdsSecret);
  if (value !== null && typeof value === "object") return Object.values(value).some(holdsSecret);
  return false;
}

/** Outputs with secret marks on those whose input held a secret, and on those the provider itself marks. */
export function markOutputs(
  outputs: Record<string, unknown>,
  inputs: Record<string, unknown>,
  isSecretOutput: (key: string) => boolean,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(outputs).map(([key, value]) => [
      key,
      holdsSecret(inputs[key]) || isSecretOutput(key) ? markSecret(value) : value,
    ]),
  );
}

function mapSecrets(value: unknown, replace: (secret: unknown) => unknown): unknown {
  if (isSecret(value)) return replace(value.value);
  if (Array.isArray(value)) return value.map((item) => mapSecrets(item, replace));
  if (value !== null && typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapSecrets(item, replace)]));
  }
  return value;
}
