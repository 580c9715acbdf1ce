// Loaded into the step's process ahead of it: writes the most memory that the process ever had, in kilobytes.
import { writeFileSync } from 'node:fs';

process.on('exit', () => {
  writeFileSync(process.env['PEAK_MEMORY_FILE'] ?? '', String(process.resourceUsage().maxRSS));
});
