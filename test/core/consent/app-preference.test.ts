/**
 * The switch for marketing in the WhatsApp app (§7(2) UWG: consent must be express): off withdraws, and on
 * again never creates a consent.
 */
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../core/events/event.ts';
import { programOf } from '../../support/flows.ts';
import { storyOf } from '../../support/story.ts';

const MINUTE = 60_000;
const told = (source: string, more: JsonObject = {}) => ({
  channel: 'whatsapp',
  purpose: 'marketing',
  evidence: { source },
  ...more,
});
const app = 'whatsapp preference';
const optIn = told('form', { basis: 'double-opt-in' });

const story = () => {
  const customer = storyOf(programOf([]));
  const say = (name: string, data: JsonObject, ago = 0) => {
    customer.passes(MINUTE).hears(name, data, { ago });
    return steps;
  };
  const steps = {
    optsIn: () => say('consent.given', optIn),
    stopsInApp: (ago = 0) => say('consent.withdrawn', told(app), ago),
    resumes: (ago = 0) => say('consent.given', told(app, { resumes: true }), ago),
    writesStop: () => say('consent.withdrawn', told('whatsapp keyword')),
    consent: () => customer.profile().consents['whatsapp/marketing'],
    told: () => customer.told,
  };
  return steps;
};

describe('on again', () => {
  it('takes back what the switch had ended', () => {
    const { consent } = story().optsIn().stopsInApp().resumes();
    expect(consent()).toMatchObject({ state: 'given', basis: 'double-opt-in' });
  });

  it('takes it back however often it was switched off', () => {
    expect(story().optsIn().stopsInApp().stopsInApp().resumes().consent()).toMatchObject({ state: 'given' });
    expect(story().optsIn().stopsInApp().resumes().stopsInApp().consent()).toMatchObject({
      state: 'withdrawn',
    });
  });

  it('makes no consent where there was none', () => {
    expect(story().resumes().consent()).toBeUndefined();
    const { consent, told: entries } = story().stopsInApp().resumes();
    expect(consent()).toMatchObject({ state: 'withdrawn' });
    expect(
      entries()
        .filter((entry) => entry.type === 'consent')
        .map(({ state }) => state),
    ).toEqual(['withdrawn']);
    expect(entries()).toContainEqual(
      expect.objectContaining({ what: 'ignored', reason: 'nothing-to-resume' }),
    );
  });

  it('does not lift a STOP that was written, before or after', () => {
    expect(story().optsIn().writesStop().stopsInApp().resumes().consent()).toMatchObject({
      state: 'withdrawn',
    });
    expect(story().optsIn().stopsInApp().writesStop().resumes().consent()).toMatchObject({
      state: 'withdrawn',
    });
  });

  it('that is older than the stop, or of the same moment, changes nothing', () => {
    expect(story().optsIn().stopsInApp().resumes(MINUTE).consent()).toMatchObject({ state: 'withdrawn' });
    expect(
      story()
        .optsIn()
        .stopsInApp()
        .resumes(2 * MINUTE)
        .consent(),
    ).toMatchObject({ state: 'withdrawn' });
  });

  it('shows on the timeline on what basis consent stands again', () => {
    const entries = story().optsIn().stopsInApp().resumes().told();
    expect(entries.findLast((entry) => entry.type === 'consent')).toMatchObject({
      state: 'given',
      basis: 'double-opt-in',
    });
  });
});
