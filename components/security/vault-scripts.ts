/** What every script begins with: how to ask Vault, and how to read a text out of its answers. */
const prelude = `set -eu
umask 077
ask() { curl --silent --show-error --fail --max-time 30 --cacert /tls/ca.crt "$@"; }
value() { sed -n 's/.*"'"$2"'":"\\([^"]*\\)".*/\\1/p' "$1"; }
current() { aws secretsmanager get-secret-value --secret-id "$1" --query SecretString --output text; }
keep() { aws secretsmanager put-secret-value --secret-id "$1" --secret-string "file://$2" > /dev/null; }
`;

/** What the token for provisioning may do: configure Vault. Not: read what services keep in it. */
const provisionerPolicy = [
  'path "sys/mounts*" { capabilities = ["create", "read", "update", "delete", "list", "sudo"] }',
  'path "sys/auth*" { capabilities = ["create", "read", "update", "delete", "list", "sudo"] }',
  'path "sys/audit*" { capabilities = ["create", "read", "update", "delete", "list", "sudo"] }',
  'path "sys/policies/acl*" { capabilities = ["create", "read", "update", "delete", "list"] }',
  'path "auth/kubernetes/*" { capabilities = ["create", "read", "update", "delete", "list"] }',
  'path "auth/token/create" { capabilities = ["update"] }',
].join(" ");

const json = (value: unknown): string => JSON.stringify(value).replaceAll("'", "'\\''");

/**
 * Initialises Vault, once. The recovery keys and a token for provisioning go from Vault straight to Secrets Manager; no
 * person and no log sees them, and the root token is revoked in the same run. That the secret can be written is proven
 * before Vault is initialised, and the answer stays in the pod's memory until it is written: keys cannot be lost to a
 * missing permission or a broken connection. A run after the first only sees that nothing is left to do.
 */
export const initialise = `${prelude}
until ask "$VAULT/v1/sys/init" > /scratch/state; do sleep 5; done
if grep -q '"initialized":false' /scratch/state && ! test -s /scratch/keys; then
  echo '{"state":"being initialised"}' > /scratch/probe
  keep "$RECOVERY_SECRET" /scratch/probe
  ask --request PUT --data '${json({ recovery_shares: 5, recovery_threshold: 3 })}' "$VAULT/v1/sys/init" > /scratch/keys.part
  mv /scratch/keys.part /scratch/keys
fi
if test -s /scratch/keys; then
  keep "$RECOVERY_SECRET" /scratch/keys
  until ask "$VAULT/v1/sys/health" > /scratch/health; do sleep 5; done
  echo "X-Vault-Token: $(value /scratch/keys root_token)" > /scratch/root
  ask --header @/scratch/root --request PUT --data '${json({ policy: provisionerPolicy })}' "$VAULT/v1/sys/policies/acl/provisioner"
  ask --header @/scratch/root --request POST --data '${json({
    policies: ["provisioner"],
    period: "768h",
    display_name: "provisioner",
  })}' "$VAULT/v1/auth/token/create-orphan" > /scratch/answer
  value /scratch/answer client_token | tr -d '\\n' > /scratch/token
  test -s /scratch/token
  keep "$TOKEN_SECRET" /scratch/token
  ask --header @/scratch/root --request POST "$VAULT/v1/auth/token/revoke-self"
  rm /scratch/keys
fi
current "$TOKEN_SECRET" > /dev/null
keep "$CA_SECRET" /tls/ca.crt
echo "Vault is initialised"
`;

/** Renews the token for provisioning, which would end after 32 days in which nobody used it. */
export const renewToken = `${prelude}
echo "X-Vault-Token: $(current "$TOKEN_SECRET")" > /scratch/token
ask --header @/scratch/token --request POST "$VAULT/v1/auth/token/renew-self" > /dev/null
echo "The token is renewed"
`;
