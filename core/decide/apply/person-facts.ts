/**
 * When each fact about a person was said. A newer word about something else makes no fact newer, so of two
 * words about one fact the later counts, in whatever order they are heard (rule 11).
 */
import { present } from '../../present.ts';
import type { FactName, Person } from '../../state/profile.ts';
import { laterOf, laterThan, type Said, type Saying } from '../../time/said.ts';

const TAG_OF = { email: 'emailTag', phone: 'phoneTag', whatsappId: 'whatsappTag' } as const;

export const FACT_NAMES = [
  'customerId',
  'firstName',
  'lastName',
  'locale',
  'country',
  'timeZone',
  'birthday',
  'email',
  'phone',
  'whatsappId',
] as const satisfies readonly FactName[];

type Times = Readonly<Partial<Record<FactName, Said>>>;

/** When a fact that is known was said. */
const timeOf = ({ times, asOf, ahead }: Person, name: FactName): Said =>
  times?.[name] ?? present({ at: asOf, ahead });

/** True where the word is not older than what is known of the fact. */
export const renews = (person: Person, name: FactName, saying: Saying): boolean =>
  person[name] === undefined || laterThan(timeOf(person, name), saying) <= 0;

type Word = Readonly<{ told: readonly FactName[]; said: Said }>;
type Facts = Omit<Person, 'asOf' | 'ahead' | 'times'>;

/** The person with what a word says: `told` are the facts that it names, `news` their values. */
export const withNews = (known: Person, news: Facts, word: Word): Person => {
  if (repeats(known, news, word)) return { ...known, asOf: word.said.at };
  const { asOf: _asOf, ahead: _ahead, times: _times, ...facts } = known;
  return withFacts(known, { ...facts, ...news }, word);
};

/** True where the word says all that is known, and nothing else: only the time at which it was said is new. */
const repeats = (known: Person, news: Facts, { told, said }: Word): boolean =>
  known.times === undefined &&
  known.ahead === undefined &&
  said.ahead === undefined &&
  FACT_NAMES.every((name) => known[name] === undefined || told.includes(name)) &&
  (Object.keys(news) as (keyof Facts)[]).every((name) => news[name] === known[name]);

/** The person with other facts: `told` were said by this word, all others keep their time. */
export const withFacts = (known: Person, facts: Facts, { told, said }: Word): Person => {
  const saidAnew = (name: FactName): boolean => told.includes(name);
  // Most words say all that is known, so that no fact needs a time of its own.
  if (FACT_NAMES.every((name) => !Object.hasOwn(facts, name) || saidAnew(name)))
    return { ...facts, asOf: said.at, ...present({ ahead: said.ahead }) };
  return dated(
    facts,
    timesOf(facts, (name) => (saidAnew(name) ? said : timeOf(known, name))),
    said,
  );
};

/** When the newest of the facts was said. */
export const newestOf = (person: Person): Said =>
  Object.values(timesOf(person, (name) => timeOf(person, name))).reduce(
    (a, b) => (laterOf(b, a) >= 0 ? b : a),
    present({ at: person.asOf, ahead: person.ahead }),
  );

/** Two persons in one: every fact keeps the time at which its own side was told. */
export const joinedFacts = (first: Person, second: Person): Person => {
  const { asOf: _a, ahead: _b, times: _c, ...others } = second;
  const { asOf, ahead, times: _d, ...facts } = first;
  const joined: Record<string, unknown> = { ...others, ...facts };
  for (const [name, tag] of Object.entries(TAG_OF)) {
    const of = first[name as keyof typeof TAG_OF] === undefined ? second : first;
    joined[tag] = of[tag];
  }
  const times = timesOf(joined, (name) => timeOf(first[name] === undefined ? second : first, name));
  return dated(present(joined), times, present({ at: asOf, ahead }));
};

const timesOf = (facts: object, of: (name: FactName) => Said): Times => {
  const times: Partial<Record<FactName, Said>> = {};
  for (const name of FACT_NAMES) if (Object.hasOwn(facts, name)) times[name] = of(name);
  return times;
};

/** `asOf` says when most of the facts were said, so that few need a time of their own. */
const dated = (facts: Omit<Person, 'asOf'>, times: Times, otherwise: Said): Person => {
  const base = usual(Object.values(times)) ?? otherwise;
  let others: Record<string, Said> | undefined;
  for (const name of FACT_NAMES) {
    const said = times[name];
    if (said !== undefined && !isSame(said, base)) others = { ...others, [name]: said };
  }
  return { ...facts, asOf: base.at, ...present({ ahead: base.ahead, times: others }) };
};

/** The time that most facts share; of several the first. */
const usual = (all: readonly Said[]): Said | undefined => {
  let [best, most] = [all[0], 0];
  for (const said of all) {
    let shared = 0;
    for (const other of all) if (isSame(other, said)) shared += 1;
    if (shared > most) [best, most] = [said, shared];
    if (most === all.length) break;
  }
  return best;
};

const isSame = (a: Said, b: Said): boolean => a.at === b.at && a.ahead?.statedAt === b.ahead?.statedAt;
