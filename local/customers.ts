/**
 * Reads customers as the control surface shows and explains them. The calls stay in process and use a name
 * that is neither counted nor hit by faults.
 */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createPrograms } from '../adapters/buckets/programs.ts';
import { createCatchUps } from '../adapters/dynamodb/catch-ups.ts';
import { createControlsStore } from '../adapters/dynamodb/controls.ts';
import { createLedger } from '../adapters/dynamodb/ledger.ts';
import { createProfileStore } from '../adapters/dynamodb/profiles.ts';
import { createShopNumbers } from '../adapters/dynamodb/shop-numbers.ts';
import { type Explanation, explain } from '../core/explain/explain.ts';
import type { CatchUp } from '../core/ports/catch-ups.ts';
import type { CustomerView } from '../core/privacy/customer-view.ts';
import { type ShownEntry, shownTimeline } from '../core/privacy/shown-timeline.ts';
import type { Rules } from '../core/program/rules.ts';
import type { Profile } from '../core/state/profile.ts';
import type { Instant } from '../core/time/instant.ts';
import { shopsHeardOf } from '../platforms/in-shop.ts';
import { CONTROL_SURFACE } from '../stand-ins/doorway.ts';
import { LOCAL, REGION } from '../stand-ins/names.ts';
import type { StandIns } from '../stand-ins/stand-ins.ts';
import { findProfile } from './profile-lookup.ts';
import { collect, viewProfile } from './profile-view.ts';

export type SeenCustomer = Readonly<{
  profile: Profile;
  timeline: readonly ShownEntry[];
  /** Absent until something is published. */
  explanation?: Explanation;
}>;

export type Customers = Readonly<{
  view: (identity: string) => Promise<CustomerView | undefined>;
  see: (identity: string, rules: Rules | undefined, now: Instant) => Promise<SeenCustomer | undefined>;
  /** Undefined where nothing is published yet. */
  rules: () => Promise<Rules | undefined>;
  /** How far the walk has come that meets everybody after a publish; undefined where there was none. */
  catchUp: () => Promise<CatchUp | undefined>;
}>;

export const createCustomers = (standIns: StandIns, identityKey: string): Customers => {
  const options = {
    userAgentAppId: CONTROL_SURFACE,
    requestHandler: standIns.requestHandler,
    region: REGION,
  };
  const table = { tableName: LOCAL.table, client: DynamoDBDocumentClient.from(new DynamoDBClient(options)) };
  const profiles = createProfileStore(table);
  const ledger = createLedger(table);
  const controls = createControlsStore(table);
  const s3 = new S3Client({ ...options, forcePathStyle: true });
  const programs = createPrograms({ s3, bucket: LOCAL.configBucket, controls });

  const catchUps = createCatchUps(table);

  const sources = { profiles, ledger };
  const { read } = createShopNumbers(table, Date.now);
  const find = async (identity: string): Promise<Profile | undefined> => {
    const shops = await shopsHeardOf({ shopNumbers: { read: (platform) => read(platform, true) } });
    return findProfile({ profiles, identityKey, country: 'DE', shops }, identity);
  };
  return {
    catchUp: catchUps.read,
    view: async (identity) => {
      const profile = await find(identity);
      return profile && viewProfile(sources, profile);
    },
    see: async (identity, rules, now) => {
      const profile = await find(identity);
      if (!profile) return undefined;
      const { records, rows } = await collect(sources, profile);
      const seen = { profile, timeline: shownTimeline(records, rows) };
      return rules ? { ...seen, explanation: explain(profile, rules, now, timersOf(standIns)) } : seen;
    },
    rules: async () => {
      const live = await controls.read();
      // On one machine test mode reaches everybody, because all mail ends in the mailbox.
      return live && { program: await programs.load(live.seq), controls: live, testReachesEveryone: true };
    },
  };
};

/** When each armed timer fires; a timer's id is the name of its schedule. */
const timersOf = ({ scheduler }: StandIns): ReadonlyMap<string, Instant> =>
  new Map(scheduler.schedules().map(({ Name, fireAt }) => [Name, fireAt]));
