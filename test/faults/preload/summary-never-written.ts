import { promises } from 'node:fs';

/** What the job summary is written with never settles. */
promises.appendFile = () => new Promise(() => undefined);
