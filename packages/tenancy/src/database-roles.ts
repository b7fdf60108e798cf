import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { wallRoles } from './roles';
import { scramVerifier } from './scram-verifier';

/** The passwords of the two roles that log in; printable ASCII. */
export interface Logins {
  runtimePassword: string;
  relayPassword: string;
}

interface RoleSeen {
  rolname: string;
  rolcanlogin: boolean;
  unfit: boolean;
}

/** Answers of Postgres to two processes that make or change one role, or one schema, at once. */
const RACES = new Set(['42710', '23505', '40001', '42P06']);
const RACE = /tuple concurrently (updated|deleted)/;
const ATTEMPTS = 20;

/**
 * Whether the three roles are as they should be, and both passwords open the door.
 *
 * @throws Error when a role of this name exists that row security would not hold
 */
export async function hasRoles(admin: pg.Client, service: string, logins: Logins): Promise<boolean> {
  const { owner, runtime, relay } = wallRoles(service);
  const { rows } = await admin.query<RoleSeen>(
    `select rolname, rolcanlogin, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication as unfit
       from pg_roles where rolname = any($1)`,
    [[owner, runtime, relay]],
  );
  const unfit = rows.find((role) => role.unfit);
  if (unfit)
    throw new Error(`The role ${unfit.rolname} may more than row security holds; take its attributes away.`);
  if (rows.length < 3 || rows.filter((role) => role.rolcanlogin).length !== 2) return false;
  const opened = await Promise.all([
    opens(admin, runtime, logins.runtimePassword),
    opens(admin, relay, logins.relayPassword),
  ]);
  return opened.every(Boolean);
}

/** Makes the roles, or gives those that are there their passwords, whoever else is doing the same. */
export async function ensureRoles(admin: pg.Client, service: string, logins: Logins): Promise<void> {
  const { owner, runtime, relay } = wallRoles(service);
  if (!(await hasRoles(admin, service, logins))) {
    await settled(admin, makeRole(owner, 'nologin'));
    await settled(admin, makeRole(runtime, `login noinherit password ${verifier(logins.runtimePassword)}`));
    await settled(admin, makeRole(relay, `login noinherit password ${verifier(logins.relayPassword)}`));
  }
  await settled(admin, mayActAs(owner));
}

/** An admin that is no superuser must be made a member of the owner, even of one it created. */
function mayActAs(owner: string): string {
  return `do $member$ begin
    begin
      set local role ${owner};
    exception when insufficient_privilege then
      grant ${owner} to current_user;
    end;
    reset role;
  end $member$`;
}

function makeRole(name: string, attributes: string): string {
  return `do $role$ begin
    if exists (select from pg_roles where rolname = '${name}') then
      alter role ${name} ${attributes};
    else
      create role ${name} nosuperuser nobypassrls nocreatedb nocreaterole noreplication ${attributes};
    end if;
  end $role$`;
}

/** The password itself would stand in the server's log wherever statements are logged. */
function verifier(password: string): string {
  return pg.escapeLiteral(scramVerifier(password));
}

async function settled(admin: pg.Client, sql: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await admin.query(sql);
      return;
    } catch (error) {
      if (attempt === ATTEMPTS || !isRace(error)) throw error;
      await pause(5 + Math.random() * 10 * attempt);
    }
  }
}

function isRace(error: unknown): boolean {
  return error instanceof pg.DatabaseError && (RACES.has(error.code ?? '') || RACE.test(error.message));
}

/** Whether a role and password are let in where the admin is. */
async function opens(admin: pg.Client, user: string, password: string): Promise<boolean> {
  const { host, port, database, ssl } = admin;
  const client = new pg.Client({ host, port, database, ssl, user, password, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
