import { promises } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const { appendFile } = promises;

/** The job summary takes its time; before it is written the log says so. */
promises.appendFile = async (...told) => {
  process.stdout.write('the summary is being written\n');
  await pause(Number(process.env['SUMMARY_TAKES_MS']));
  await appendFile(...told);
};
