/** The three roles of a service in its Postgres. */
export interface WallRoles {
  /** Owns the schema and runs the migrations. Nobody logs in as it. */
  owner: string;
  /** What the service connects as: owns nothing, and row security holds it. */
  runtime: string;
  /** What the outbox is read with: sees all cities, but only what is told. */
  relay: string;
}

/** The names of a service's roles; its schema is called as the service. */
export function wallRoles(service: string): WallRoles {
  return { owner: `${service}_owner`, runtime: service, relay: `${service}_relay` };
}
