/** Measures all figures over ten million facts on one core: how long it takes, and how much memory. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEngine } from '../../adapters/duckdb/engine.ts';
import { answerFigures } from '../../adapters/duckdb/figures.ts';
import { sqlFiles } from '../../adapters/duckdb/sql-files.ts';
import { FACT_COLUMNS } from '../../core/figures/fact-columns.ts';
import { makeFigures } from '../../core/figures/make-figures.ts';

const FACTS = 10_000_000;
const MEMORY_MEGABYTES = 400;

type Measured = Readonly<{
  facts: number;
  fileMegabytes: number;
  seconds: number;
  modelSeconds: number;
  megabytes: number;
  orders: number;
}>;

export const measureFigures = async (facts = FACTS): Promise<Measured> => {
  const folder = mkdtempSync(join(tmpdir(), 'figures-'));
  const file = join(folder, 'part.parquet');
  try {
    await makeFacts(file, folder, facts);
    const engine = await openEngine({ overflow: folder, memoryMegabytes: MEMORY_MEGABYTES });
    await engine.run(`create view facts as select * from read_parquet('${file}')`);
    const started = process.cpuUsage();
    const question = {
      from: '2025-01-01',
      to: '2026-12-31',
      today: '2027-03-01',
      asOf: Date.parse('2027-03-01'),
    };
    const answers = await answerFigures(engine, sqlFiles(), question);
    const answered = process.cpuUsage(started);
    const { orders } = makeFigures(question, answers, {});
    const done = process.cpuUsage(started);
    engine.close();
    return {
      facts,
      orders,
      fileMegabytes: statSync(file).size / 1e6,
      seconds: secondsOf(done),
      modelSeconds: secondsOf(done) - secondsOf(answered),
      megabytes: process.resourceUsage().maxRSS / 1024,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const secondsOf = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1e6;

/** What a shop with 500,000 customers tells in two years, sorted as the nightly compaction leaves it. */
const makeFacts = async (file: string, folder: string, count: number): Promise<void> => {
  const engine = await openEngine({ overflow: folder, memoryMegabytes: MEMORY_MEGABYTES });
  const columns = Object.entries(FACT_COLUMNS).map(
    ([name, type]) => `cast(${VALUES[name] ?? 'null'} as ${type}) as ${name}`,
  );
  await engine.run('select setseed(0.5)');
  await engine.run(`copy (
    with drawn as (
      select i, hash(i) as h, i % 20 as lot, i // 20 as twenty from range(${count}) facts(i)
    ), placed as (
      select *,
        case when lot < 2 then 'order' when lot = 2 and twenty % 5 = 0 then 'refund' when lot < 8 then 'message'
          when lot < 13 then 'delivered' when lot < 16 then 'opened' when lot < 17 then 'clicked'
          when lot < 18 then 'assigned' when lot < 19 then 'enrolled'
          when twenty % 100 = 0 then 'unsubscribed' else 'consent' end as kind,
        timestamp '2025-01-01 00:00:00' + to_seconds((h % (730 * 86400))::bigint) as moment,
        case when lot < 3 then (pow((h // 7919) % 1000000 / 1000000.0, 2) * ${count / 20})::bigint else (twenty * 7) % ${count / 20} end as who,
        case when lot < 8 then twenty * 5 + lot - 3 when lot < 13 then twenty * 5 + lot - 8
          when lot < 16 then twenty * 5 + lot - 13 else twenty * 5 end as mail
      from drawn
    )
    select ${columns.join(', ')} from placed order by kind, occurred_at
  ) to '${file}' (format parquet, compression zstd)`);
  engine.close();
};

const MESSAGES = "kind in ('message', 'delivered', 'opened', 'clicked', 'unsubscribed')";
const ofMessages = (value: string): string => `case when ${MESSAGES} then ${value} end`;

const VALUES: Readonly<Record<string, string>> = {
  fact_id: 'substr(md5(i::varchar), 1, 26)',
  kind: 'kind',
  occurred_at: 'moment',
  recorded_at: 'moment',
  local_date: 'moment::date',
  dt: 'moment::date',
  person: "substr(md5('p' || who), 1, 22)",
  order_ref:
    "case when kind = 'order' then substr(md5('o' || i), 1, 22) when kind = 'refund' then substr(md5('o' || (i - 1)), 1, 22) end",
  currency: "case when kind = 'order' then if(h % 50 = 0, 'CHF', 'EUR') end",
  amount: "case when kind in ('order', 'refund') then 1000 + h % 20000 end",
  flow: "case when kind in ('message', 'assigned', 'enrolled') then ['welcome', 'cart', 'win-back', 'post-purchase'][(twenty % 4 + 1)::bigint] end",
  step: ofMessages("case when kind = 'message' then 'step-' || (lot % 3) end"),
  enrollment: "case when kind in ('assigned', 'enrolled') then substr(md5('e' || twenty), 1, 26) end",
  message: ofMessages("substr(md5('m' || mail), 1, 26)"),
  channel: ofMessages("'email'"),
  purpose: "case when kind in ('message', 'consent') then 'marketing' end",
  variant: "case when kind = 'assigned' then if(who % 10 = 0, 'holdout', 'treated') end",
  outcome: "case when kind = 'message' then 'sent' when kind = 'consent' then 'given' end",
  cost_micros: "case when kind = 'message' then 100 end",
  cost_currency: "case when kind = 'message' then 'USD' end",
  human: "case when kind in ('opened', 'clicked') then h % 3 = 0 end",
  history: 'false',
};
