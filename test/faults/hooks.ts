import type { Act, Rules, SeenRequest } from '../emulator/index.ts';

/** The first `times` requests of each operation meet a fault. */
export function firstOfEach(times: number, fault: (request: SeenRequest) => Act): NonNullable<Rules['hook']> {
  const counts = new Map<string, number>();
  return (request) => {
    const key = request.operation ?? '';
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count <= times ? fault(request) : undefined;
  };
}
