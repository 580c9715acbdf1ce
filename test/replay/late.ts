/** The header that says when an answer came, in ms since the first request of the trace. */
export const LATE_HEADER = 'x-replay-late';
