/** Why a message did not leave, and why a run through a flow ended, in words for people. */

import { REASONS } from './reason-words.js';

/** Why a run through a flow ended. */
const ENDS = {
  goal: 'The goal of the flow was reached.',
  holdout: 'This customer belongs to the group that is left alone for comparison.',
  merged: 'It goes on under another profile of the same person.',
};

export const reasonText = (code) => REASONS[code] ?? ENDS[code] ?? code;
