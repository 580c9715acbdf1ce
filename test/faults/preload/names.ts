import dns, { type LookupAddress, type LookupOptions } from 'node:dns';
import { isIP } from 'node:net';

/*
 * Names have the addresses, or look-ups the errors, that the variable NAMES gives them, in turn; the last one
 * repeats. The name * stands for all others. A name that it does not give is an error: none is ever really
 * looked up.
 */

type Answers = readonly (string | readonly string[])[];
type Callback = (error: Error | null, addresses?: string | readonly LookupAddress[], family?: number) => void;

const names: Readonly<Record<string, Answers>> = JSON.parse(process.env['NAMES'] ?? '{}');
const turns = new Map<string, number>();

function lookup(hostname: string, options: LookupOptions, callback: Callback): void {
  const answers = names[hostname] ?? names['*'] ?? ['EREFUSED'];
  const turn = turns.get(hostname) ?? 0;
  turns.set(hostname, turn + 1);
  const answer = answers[Math.min(turn, answers.length - 1)] ?? 'EREFUSED';
  process.nextTick(() => {
    if (typeof answer === 'string') {
      const about = { code: answer, syscall: 'getaddrinfo', hostname };
      return callback(Object.assign(new Error(`getaddrinfo ${answer} ${hostname}`), about));
    }
    const addresses = answer.map((address) => ({ address, family: isIP(address) }));
    if (options.all === true) return callback(null, addresses);
    callback(null, addresses[0]?.address, addresses[0]?.family);
  });
}

Object.assign(dns, { lookup });
