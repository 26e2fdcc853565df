/** The settings of telling people about a product that they wait for. */
import * as z from 'zod';
import { LIMITS } from '../limits.ts';

export const waitingSchema = z
  .strictObject({
    perPiece: z
      .number()
      .int()
      .min(1)
      .max(LIMITS.toldPerPieceMax)
      .default(LIMITS.toldPerPiece)
      .describe('So many people hear of one piece in stock; where nobody counts the stock, everybody does.'),
  })
  .prefault({})
  .describe(
    'Whom flows about a product in the catalogue tell: who asked first, then who had it in the cart, then who looked at it, as long as the stock lasts.',
  );
