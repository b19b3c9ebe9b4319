/**
 * What the job of a service's database runs. The first container asks Secrets Manager and leaves what it got in memory
 * that only this pod has; the second makes role and database, and can run any number of times.
 *
 * The passwords need no JSON parser: ours are letters and digits, and the one that RDS makes has neither quotes nor
 * slashes, so that a backslash is all that JSON escapes in it.
 */
export const fetchCredentials = `set -eu
umask 077
value() { sed -n 's/.*"'"$2"'" *: *"\\([^"]*\\)".*/\\1/p' "$1" | sed 's/\\\\\\\\/\\\\/g'; }
fetch() {
  aws secretsmanager get-secret-value --secret-id "$1" --query SecretString --output text > "/credentials/$2.json"
  value "/credentials/$2.json" username > "/credentials/$2-user"
  value "/credentials/$2.json" password > "/credentials/$2-password"
  rm "/credentials/$2.json"
  test -s "/credentials/$2-user" && test -s "/credentials/$2-password"
}
fetch "$MASTER_SECRET" master
fetch "$SERVICE_SECRET" service
`;

/**
 * The password is read inside psql, so that it stands in no argument list. The master is no superuser on RDS: to give
 * a database to a role it must be a member of that role.
 */
export const createDatabase = `set -eu
export PGUSER="$(cat /credentials/master-user)" PGPASSWORD="$(cat /credentials/master-password)"
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --set database="$SERVICE_DATABASE" <<'SQL'
\\set user \`cat /credentials/service-user\`
\\set password \`cat /credentials/service-password\`
SELECT format('CREATE ROLE %I LOGIN', :'user')
  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'user') \\gexec
ALTER ROLE :"user" WITH LOGIN PASSWORD :'password';
GRANT :"user" TO CURRENT_USER;
SELECT format('CREATE DATABASE %I OWNER %I', :'database', :'user')
  WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database') \\gexec
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
SQL
`;
