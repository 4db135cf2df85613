/** One line of a version as it was published. */
export interface PublishedLine {
  readonly id: string;
  readonly place: number;
  readonly title: string;
  readonly minutesEstimate: number;
  readonly late: boolean;
  readonly reasons: readonly string[];
}

/**
 * What changed from one published version of an agenda to the next, in words. Pure.
 * @param before null for the first version @param isTold whether the reader is told of an item (R21, R37): of others nothing is said
 */
export function agendaChanges(before: readonly PublishedLine[] | null, now: readonly PublishedLine[], isTold: (id: string) => boolean): string[] {
  if (before === null) return [];
  const old = new Map(before.map((line) => [line.id, line]));
  const left = new Set(now.map(({ id }) => id));
  const come = now.filter(({ id }) => !old.has(id));
  const gone = before.filter(({ id }) => !left.has(id));
  // What only made room for another is not moved: its order among those that stayed is the same.
  const stayed = before.filter(({ id }) => left.has(id)).map(({ id }) => id);
  const order = now.filter(({ id }) => old.has(id)).map(({ id }) => id);
  return [
    ...come.filter(({ id }) => isTold(id)).map(({ title, place, late }) => `${late ? 'Late item' : 'New item'} at ${place}: ${title}`),
    ...gone.filter(({ id }) => isTold(id)).map(({ title }) => `No longer on it: ${title}`),
    ...now.filter(({ id }) => isTold(id)).flatMap((line) => changed(old.get(line.id), line, stayed.indexOf(line.id) !== order.indexOf(line.id))),
  ];
}

function changed(before: PublishedLine | undefined, now: PublishedLine, moved: boolean): string[] {
  if (before === undefined) return [];
  const reasons = now.reasons.filter((words) => !before.reasons.includes(words));
  return [
    ...(moved ? [`Moved from ${before.place} to ${now.place}: ${now.title}`] : []),
    ...(before.minutesEstimate === now.minutesEstimate ? [] : [`${now.minutesEstimate} minutes instead of ${before.minutesEstimate}: ${now.title}`]),
    ...reasons.map((words) => `New reason for ${now.title}: ${words}`),
  ];
}
