/** Records the calls: how often and at which price, and which function needed which permission. */

export type CallRow = Readonly<{
  service: string;
  operation: string;
  count: number;
  readUnits: number;
  writeUnits: number;
}>;
export type Permission = Readonly<{ function: string; action: string; resource: string }>;

export type Recorder = Readonly<{
  called: (service: string, operation: string, times?: number) => void;
  consumed: (service: string, operation: string, readUnits: number, writeUnits: number) => void;
  needed: (permission: Permission) => void;
  calls: () => readonly CallRow[];
  resetCalls: () => void;
  permissions: () => readonly Permission[];
}>;

export const createRecorder = (): Recorder => {
  const rows = new Map<
    string,
    { service: string; operation: string; count: number; readUnits: number; writeUnits: number }
  >();
  const permissions = new Map<string, Permission>();

  const row = (service: string, operation: string) => {
    const key = `${service}:${operation}`;
    const existing = rows.get(key);
    if (existing !== undefined) return existing;
    const created = { service, operation, count: 0, readUnits: 0, writeUnits: 0 };
    rows.set(key, created);
    return created;
  };
  return {
    called: (service, operation, times = 1) => {
      row(service, operation).count += times;
    },
    consumed: (service, operation, readUnits, writeUnits) => {
      const counted = row(service, operation);
      counted.readUnits += readUnits;
      counted.writeUnits += writeUnits;
    },
    needed: (permission) => {
      const key = `${permission.function} ${permission.action} ${permission.resource}`;
      if (!permissions.has(key)) permissions.set(key, permission);
    },
    calls: () => [...rows.values()].map((counted) => ({ ...counted })),
    resetCalls: () => rows.clear(),
    permissions: () => [...permissions.values()],
  };
};
