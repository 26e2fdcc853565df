/** A bug planted on purpose, from outside: around a handler or around a call, never inside the system. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Runtime } from '../../../core/ports/runtime.ts';
import type { Functions } from '../../../local/functions.ts';
import type { RequestHandler } from '../../../runtime/clients.ts';
import type { StandIns } from '../../../stand-ins/stand-ins.ts';
import type { Tamper } from '../faults.ts';

export type Kit = Readonly<{
  standIns: StandIns;
  table: Readonly<{ client: DynamoDBDocumentClient; tableName: string }>;
  runtime: Runtime;
  requestHandler: RequestHandler;
}>;

export type Planted = Readonly<{
  name: string;
  /** Invariants of which at least one must be seen broken. */
  breaks: readonly string[];
  /** What the check must say that has to find it, where others judge the same invariant. */
  says?: string;
  /**
   * Within so many seeds, from seed 1 on or from the one that is named, whose worlds lean towards it. The
   * first that shows it is the last that runs, so a few more cost nothing and outlast a change in the worlds'
   * course: seven are the next world that leans alike.
   */
  seeds: number;
  from?: number;
  /** Every so many seeds; by default each. */
  every?: number;
  /** Where other worlds than the test's usual ones show it, or smaller ones. */
  size?: Readonly<{ customers: number; days: number }>;
  /** Where so much has to go wrong at once that the test's usual worlds rarely show it, or so little. */
  roughness?: number;
  /** Where nothing else goes wrong, so that clocks agree and every minute counts. */
  calm?: boolean;
  /** How many attackers it takes; otherwise there are none. */
  attackers?: number;
  tamper?: Tamper;
  wrap?: (functions: Functions, kit: Kit) => Functions;
}>;
