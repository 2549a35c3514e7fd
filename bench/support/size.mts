// How big a benchmark is: big enough to measure, or, with `npm run bench -- --tiny`, only to see that it still runs.
// A tiny round's figures mean nothing, and are not kept.

export const tiny = process.env.BENCH_TINY === '1';

/** A number of rounds, items or cards: the one that measures, or the one of a tiny round. */
export const sized = <T,>(measured: T, small: T): T => (tiny ? small : measured);
