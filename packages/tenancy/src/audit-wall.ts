import type { WallRoles } from './roles';

/** A hole in the wall between two cities, as the catalogue shows it. */
export interface WallFault {
  kind: string;
  what: string;
}

/** Whatever can ask the catalogue: a client or a pool of pg. */
export interface Catalogue {
  query(text: string, values: unknown[]): Promise<{ rows: unknown[] }>;
}

/** Tables a relay may look at: what is told, and which life of the outbox it is. */
const RELAY_TABLES = ['outbox', 'epoch'];

/** As the catalogue prints what `isolateByCity` writes. */
const BOUND = String.raw`nullif\(current_setting\('app\.city'`;

/**
 * Looks for what row security cannot hold. Each part of the query names one kind of fault and
 * answers nothing where the wall is whole.
 *
 * $1 schema, $2 owner, $3 runtime role, $4 relay role, $5 tables of the relay, $6 how a policy
 * reads the city it is bound to.
 */
const AUDIT = `
with relations as (
  select c.* from pg_class c where c.relnamespace = to_regnamespace($1::text)
), of_city as (
  select r.oid, r.relkind, r.relrowsecurity, r.relforcerowsecurity, a.attnum, a.attnotnull
    from relations r join pg_attribute a on a.attrelid = r.oid and a.attname = 'city_id' and not a.attisdropped
   where r.relkind in ('r', 'p')
), granted as (
  select r.oid, r.relname, g.privilege_type, g.grantee, case when g.grantee = 0 then 'PUBLIC' else pg_get_userbyid(g.grantee) end as role
    from relations r cross join aclexplode(r.relacl) g where r.relkind in ('r', 'p', 'v', 'm', 'f')
)
select 'no_schema' as kind, $1 as what where to_regnamespace($1) is null
union all
select 'row_security_off', oid::regclass::text from of_city where not (relrowsecurity and relforcerowsecurity)
union all
select 'city_may_be_null', oid::regclass::text from of_city where not attnotnull
union all
select 'policy_without_city', p.polrelid::regclass::text || ': ' || p.polname
  from pg_policy p join of_city t on t.oid = p.polrelid
 where p.polpermissive and (0 = any(p.polroles) or (select oid from pg_roles where rolname = $3) = any(p.polroles))
   and not (coalesce(pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)) ~* $6
        and coalesce(pg_get_expr(p.polwithcheck, p.polrelid), pg_get_expr(p.polqual, p.polrelid)) ~* $6)
union all
select 'unique_without_city', i.indexrelid::regclass::text
  from pg_index i join of_city t on t.oid = i.indrelid
 where i.indisunique and i.indkey[0] is distinct from t.attnum
union all
select 'foreign_key_without_city', k.conrelid::regclass::text || ': ' || k.conname
  from pg_constraint k join of_city here on here.oid = k.conrelid join of_city there on there.oid = k.confrelid
 where k.contype = 'f' and not exists (
   select from generate_subscripts(k.conkey, 1) at where k.conkey[at] = here.attnum and k.confkey[at] = there.attnum)
union all
select 'view_of_its_owner', oid::regclass::text from relations
 where relkind = 'v' and not coalesce(reloptions && array['security_invoker=true', 'security_invoker=on'], false)
union all
select 'materialized_view', oid::regclass::text from relations where relkind = 'm'
union all
select 'security_definer', p.oid::regprocedure::text from pg_proc p where p.prosecdef and p.pronamespace = to_regnamespace($1)
union all
select 'grant_too_wide', role || ': ' || privilege_type || ' on ' || relname from granted
 where role <> $2 and (privilege_type in ('TRUNCATE', 'REFERENCES', 'TRIGGER') or role = 'PUBLIC')
union all
select 'relay_sees_too_much', privilege_type || ' on ' || relname from granted
 where role = $4 and not (privilege_type = 'SELECT' and relname = any($5::text[]))
union all
select 'role_missing', name from unnest(array[$2, $3, $4]) name where not exists (select from pg_roles where rolname = name)
union all
select 'role_too_strong', rolname from pg_roles
 where rolname in ($2, $3, $4) and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)
union all
select 'owner_logs_in', rolname from pg_roles where rolname = $2 and rolcanlogin
union all
select 'role_is_member', m.rolname || ' of ' || g.rolname
  from pg_auth_members am join pg_roles m on m.oid = am.member join pg_roles g on g.oid = am.roleid 
 where m.rolname in ($3, $4) and (g.rolname = $2 or not starts_with(g.rolname, $1 || '_'))
union all
select 'role_owns', oid::regclass::text from relations where pg_get_userbyid(relowner) in ($3, $4)
union all
select 'role_creates', r.rolname || ' in ' || n.nspname from pg_roles r cross join pg_namespace n
 where r.rolname in ($3, $4) and n.nspname !~ '^pg_' and has_schema_privilege(r.oid, n.oid, 'CREATE')
union all
select 'role_elsewhere', r.rolname || ' in ' || n.nspname from pg_roles r cross join pg_namespace n
 where r.rolname in ($3, $4) and n.nspname !~ '^pg_' and n.nspname not in ($1, 'public', 'information_schema')
   and has_schema_privilege(r.oid, n.oid, 'USAGE')
order by 1, 2`;

/**
 * Every hole in one service's wall; an empty list is a whole wall. For `doctor` and the house tests.
 *
 * @param catalogue  connected to the service's database, as anybody
 * @param schema     the service's
 * @param roles      as `wallRoles` names them
 */
export async function auditWall(
  catalogue: Catalogue,
  schema: string,
  roles: WallRoles,
): Promise<WallFault[]> {
  const { owner, runtime, relay } = roles;
  const { rows } = await catalogue.query(AUDIT, [schema, owner, runtime, relay, RELAY_TABLES, BOUND]);
  return rows as WallFault[];
}
