/**
 * What the job of a service's database runs. The first container asks Secrets Manager and leaves what it got in memory
 * that only this pod has; the second makes role and database, and can run any number of times.
 *
 * The image has no JSON parser. What a JSON string may escape is what bash's `printf %b` reads, but for quote and slash,
 * which sed reads first (https://www.rfc-editor.org/rfc/rfc8259#section-7).
 */
export const fetchCredentials = `set -eu
umask 077
value() {
  printf '%b' "$(sed -n 's/.*"'"$2"'" *: *"\\(\\([^"\\\\]\\|\\\\.\\)*\\)".*/\\1/p' "$1" | sed 's,\\\\\\(["/]\\),\\1,g')"
}
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
 *
 * PostgreSQL lets everyone into the databases that an instance begins with. The master owns them on RDS, and closes them
 * to all but itself; where it may not, PostgreSQL only warns, so that the script looks whether it worked. Jobs of several
 * services take turns, because a row of the catalogue can be changed by one at a time.
 */
export const createDatabase = `set -eu
export PGUSER="$(cat /credentials/master-user)" PGPASSWORD="$(cat /credentials/master-password)"
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --set database="$SERVICE_DATABASE" <<'SQL'
\\set user \`cat /credentials/service-user\`
\\set password \`cat /credentials/service-password\`
SELECT pg_advisory_lock(hashtext('service databases')) \\g /dev/null
SELECT format('CREATE ROLE %I LOGIN', :'user')
  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'user') \\gexec
ALTER ROLE :"user" WITH LOGIN PASSWORD :'password';
GRANT :"user" TO CURRENT_USER;
SELECT format('CREATE DATABASE %I OWNER %I', :'database', :'user')
  WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database') \\gexec
REVOKE ALL ON DATABASE :"database", postgres, template1 FROM PUBLIC;
SELECT string_agg(datname, ', ') AS open FROM pg_database
  WHERE datname IN ('postgres', 'template1') AND has_database_privilege(:'user', datname, 'CONNECT') \\gset
\\if :{?open}
  \\warn The user of the service may still connect to :open. Make the master user the owner of these databases.
  SELECT 1 / 0;
\\endif
SQL
`;
