/** Finds settings that change nothing, because another setting or a part of the same one decides already. */
import type { Settings } from '../program/settings.ts';
import { type Finding, type Path, type Text, warning } from './problem.ts';

/** Warnings, because nothing breaks: the shop only does not get what it wrote. */
export const idleSettings = (settings: Settings): readonly Finding[] => [
  ...wholeNight(settings),
  ...capsOf(settings).flatMap((cap) => [...looseDay(cap), ...noCap(cap)]),
  ...looserThanAll(settings),
  ...capWithoutChannel(settings),
  ...shopsElsewhere(settings),
];

const wholeNight = ({ quietHours }: Settings): readonly Finding[] =>
  quietHours && quietHours.from === quietHours.to && !quietHours.sundays && quietHours.holidays.length === 0
    ? [warning(['quietHours', 'to'], NO_NIGHT)]
    : [];

const NO_NIGHT: Text = {
  de: 'quietHours beginnt und endet zur selben Uhrzeit: So gibt es keine Nachtruhe. Zum Beispiel "from": "21:00", "to": "08:00"; null schaltet sie ab.',
  en: 'quietHours begins and ends at the same time: so there are no quiet hours. For example "from": "21:00", "to": "08:00"; null turns them off.',
};

type Numbers = Readonly<{ perDay: number | null; perWeek: number | null }>;
type Cap = Readonly<{ path: Path; cap: Numbers }>;

const CHANNELS = ['email', 'whatsapp'] as const;

const capsOf = ({ frequencyCap }: Settings): readonly Cap[] => {
  if (!frequencyCap) return [];
  return [
    { path: ['frequencyCap'], cap: frequencyCap },
    ...CHANNELS.flatMap((channel) => {
      const cap = frequencyCap[channel];
      return cap ? [{ path: ['frequencyCap', channel], cap }] : [];
    }),
  ];
};

const looseDay = ({ path, cap: { perDay, perWeek } }: Cap): readonly Finding[] =>
  perDay !== null && perWeek !== null && perDay > perWeek
    ? [
        warning([...path, 'perDay'], {
          de: `perDay (${perDay}) bewirkt nichts: In 7 Tagen gehen ohnehin nur ${perWeek} hinaus (perWeek).`,
          en: `perDay (${perDay}) does nothing: only ${perWeek} leave in 7 days anyway (perWeek).`,
        }),
      ]
    : [];

/** An own cap of a channel, or none at all, may stand beside the numbers for all channels together. */
const noCap = ({ path, cap }: Cap): readonly Finding[] =>
  cap.perDay === null && cap.perWeek === null && !CHANNELS.some((channel) => channel in cap)
    ? [
        warning(
          path,
          {
            de: 'Diese Obergrenze begrenzt nichts: perDay und perWeek fehlen. Zum Beispiel "perWeek": 3.',
            en: 'This cap limits nothing: perDay and perWeek are missing. For example "perWeek": 3.',
          },
          'key',
        ),
      ]
    : [];

const looserThanAll = ({ frequencyCap }: Settings): readonly Finding[] =>
  CHANNELS.flatMap((channel) => {
    const own = frequencyCap?.[channel];
    if (!frequencyCap || !own) return [];
    return (['perDay', 'perWeek'] as const).flatMap((key) => {
      const all = frequencyCap[key];
      const mine = own[key];
      if (all === null || mine === null || mine <= all) return [];
      return [
        warning(['frequencyCap', channel, key], {
          de: `${key} (${mine}) für diesen Kanal bewirkt nichts: Für alle Kanäle zusammen gilt ${all}.`,
          en: `${key} (${mine}) for this channel does nothing: ${all} holds for all channels together.`,
        }),
      ];
    });
  });

const capWithoutChannel = ({ frequencyCap, whatsapp }: Settings): readonly Finding[] =>
  frequencyCap?.whatsapp && whatsapp === null
    ? [
        warning(
          ['frequencyCap', 'whatsapp'],
          {
            de: 'frequencyCap.whatsapp bewirkt nichts, solange "whatsapp" nicht eingerichtet ist.',
            en: 'frequencyCap.whatsapp does nothing while "whatsapp" is not set up.',
          },
          'key',
        ),
      ]
    : [];

/** The door must know them before it reads anything, so they are part of the deployment. */
const shopsElsewhere = ({ shops }: Settings): readonly Finding[] =>
  Object.keys(shops).length > 0 ? [warning(['shops'], SHOPS, 'key')] : [];

const SHOPS: Text = {
  de: 'shops bewirkt hier nichts: Welche Shops rufen dürfen, legt die Installation fest (Einstellung „shops“ in cdk.json).',
  en: 'shops does nothing here: which shops may call is part of the deployment (setting "shops" in cdk.json).',
};
