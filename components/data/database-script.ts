/**
 * What the job of a service's database runs. The first container asks Secrets Manager and leaves what it got in memory
 * that only this pod has; the second makes roles and database, and can run any number of times.
 *
 * The image has no JSON parser. What a JSON string may escape is what bash's `printf %b` reads, but for quote and slash,
 * which sed reads first (https://www.rfc-editor.org/rfc/rfc8259#section-7).
 *
 * The passwords are asked for by version: what Secrets Manager has just been given it may not answer with yet.
 */
export const fetchCredentials = `set -eu
umask 077
value() {
  printf '%b' "$(sed -n 's/.*"'"$2"'" *: *"\\(\\([^"\\\\]\\|\\\\.\\)*\\)".*/\\1/p' "$1" | sed 's,\\\\\\(["/]\\),\\1,g')"
}
fetch() {
  aws secretsmanager get-secret-value --query SecretString --output text --secret-id "$@" > /credentials/secret.json
}
keep() {
  value /credentials/secret.json "$1" > "/credentials/$2"
  test -s "/credentials/$2"
}
fetch "$MASTER_SECRET"
keep username master-user
keep password master-password
fetch "$PASSWORDS_SECRET" --version-id "$PASSWORDS_SECRET_VERSION"
keep "$SERVICE" service-password
rm /credentials/secret.json
`;

/**
 * The password is read inside psql, so that it is in no argument list. The master is no superuser on RDS: to give
 * a database to a role it must be a member of that role.
 *
 * Two logins of a service take turns, and only the one that is named is changed: pods that have the other go on. Both act
 * as the role of the service from the start of a session, so that either may change the tables that the other one made
 * (https://www.postgresql.org/docs/17/sql-set-role.html, read 2026-11-24). The comment of the role keeps the generation:
 * after one that was left out, the login of the pods would be the one to change. Nor does a password change that sessions
 * were opened with.
 *
 * PostgreSQL lets everyone into the databases that an instance begins with. The master owns them on RDS, and closes them
 * to all but itself; where it may not, PostgreSQL only warns, so that the script looks whether it worked. Jobs of several
 * services take turns, because a row of the catalogue can be changed by one at a time.
 */
export const createDatabase = `set -eu
export PGUSER="$(cat /credentials/master-user)" PGPASSWORD="$(cat /credentials/master-password)"
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --set service="$SERVICE" --set login="$SERVICE_LOGIN" \\
  --set database="$SERVICE_DATABASE" --set generation="$PASSWORD_GENERATION" <<'SQL'
\\set password \`cat /credentials/service-password\`
SELECT pg_advisory_lock(hashtext('service databases')) \\g /dev/null
SELECT max(substring(shobj_description(oid, 'pg_authid') FROM '^password generation ([0-9]+)$')) AS present
  FROM pg_roles WHERE rolname = :'service' \\gset
\\if :{?present}
  SELECT :generation NOT IN (:present, :present + 1) AS skips, :present + 1 AS next \\gset
  \\if :skips
    \\warn The password of :service has generation :present, and :generation is asked for: set passwordGeneration to :next.
    SELECT 1 / 0;
  \\endif
  \\set same \`PGUSER="$SERVICE_LOGIN" PGPASSWORD="$(cat /credentials/service-password)" PGDATABASE="$SERVICE_DATABASE" psql --no-psqlrc --command '' 2> /dev/null && echo true || echo false\`
  SELECT count(*) AS sessions, NOT :same AND count(*) > 0 AS used
    FROM pg_stat_activity WHERE usename = :'login' \\gset
  \\if :used
    \\warn The password of :login cannot change while :login has sessions (:sessions). If the secret of :service names this login, set passwordGeneration to :next. Otherwise end the pods that still use it.
    SELECT 1 / 0;
  \\endif
\\endif
SELECT format('CREATE ROLE %I', name) FROM (VALUES (:'service'), (:'login')) AS wanted (name)
  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) \\gexec
ALTER ROLE :"service" NOLOGIN;
ALTER ROLE :"login" LOGIN PASSWORD :'password';
GRANT :"service" TO CURRENT_USER, :"login";
ALTER ROLE :"login" SET role = :'service';
SELECT format('COMMENT ON ROLE %I IS %L', :'service', 'password generation ' || :generation) \\gexec
SELECT format('CREATE DATABASE %I OWNER %I', :'database', :'service')
  WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database') \\gexec
REVOKE ALL ON DATABASE :"database", postgres, template1 FROM PUBLIC;
SELECT string_agg(datname, ', ') AS open FROM pg_database
  WHERE datname IN ('postgres', 'template1') AND has_database_privilege(:'login', datname, 'CONNECT') \\gset
\\if :{?open}
  \\warn The login of the service may still connect to :open. Make the master user the owner of these databases.
  SELECT 1 / 0;
\\endif
SQL
`;
