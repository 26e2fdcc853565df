/** Types of the parts of dynalite 4 that the DynamoDB stand-in calls directly, without HTTP in between. */

declare module 'dynalite/db/index.js' {
  type Callback = (error: Error | null, value?: unknown) => void;
  export type ItemDb = Readonly<{
    lock: unknown;
    get: (key: string, callback: Callback) => void;
    put: (key: string, value: unknown, callback: Callback) => void;
    del: (key: string, callback: Callback) => void;
    createValueStream: (options: unknown) => unknown;
  }>;
  export type Store = Readonly<{
    options: unknown;
    db: Readonly<{
      open: () => Promise<void>;
      batch: (operations: readonly unknown[], callback: Callback) => void;
      close: (callback: Callback) => void;
    }>;
    getItemDb: (table: string) => ItemDb;
    getIndexDb: (kind: string, table: string, index: string) => ItemDb;
  }>;
  const db: { create: (options: Readonly<Record<string, unknown>>) => Store };
  // biome-ignore lint/style/noDefaultExport: a CommonJS module's exports are its default export.
  export default db;
}

declare module 'dynalite/validations/index.js' {
  const validations: {
    checkTypes: (data: unknown, types: unknown) => Record<string, unknown>;
    checkValidations: (data: unknown, types: unknown, custom: unknown, store: unknown) => void;
  };
  // biome-ignore lint/style/noDefaultExport: a CommonJS module's exports are its default export.
  export default validations;
}
