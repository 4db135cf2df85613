/** Where the page of a record is, by the machine or kind of its case; the service's own page where it has none. */
const paths: Record<string, string> = {
  intelligence: '/intelligence', recommendation: '/decisions', restriction: '/restrictions', letter: '/letters', representation: '/representations',
  meeting: '/meetings', action: '/actions',
};

export function recordPath(kind: string, id: string, serviceId: string): string {
  const path = paths[kind];
  return path === undefined ? `/services/${serviceId}` : `${path}/${id}`;
}
