/** The owners of the graph, in the order of their ports: the gateway's port + 1, + 2, ... */
export const SERVICES = ['donors', 'beneficiaries', 'billing', 'benefits'] as const;
export type ServiceName = (typeof SERVICES)[number];
export type ProcessName = 'gateway' | ServiceName;

/** Where a process's program lies, from the top folder. */
export function folderOf(name: ProcessName): string {
  return name === 'gateway' ? 'gateway' : `services/${name}`;
}
