import { open } from 'node:fs';

/** A thread waits for what does not come, as it does in the look-up of a name: here for the other end of a pipe. */
open(process.env['BLOCKING_PIPE'] ?? '', 'w', () => undefined);
