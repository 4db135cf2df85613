/**
 * Where a record is read, by the machine or kind of its case: the one place that knows addresses of pages (a chronology's and a
 * deadline's line is a link). What has no page of its own stands in a part of its service's page.
 */
export function recordPath(kind: string, id: string, serviceId: string): string {
  const service = `/services/${serviceId}`;
  switch (kind) {
    case 'intelligence': return `/intelligence/${id}`;
    case 'sourceOpening': return `/sources/${id}`;
    case 'action': return `/actions/${id}`;
    case 'meeting': return `/meetings/${id}`;
    case 'writtenProcedure': return `/written/${id}`;
    case 'recommendation': return `/decisions/${id}`;
    case 'risk': return `${service}/risk`;
    case 'rating': return `${service}/people#ratings`;
    case 'register': return `${service}/register`;
    case 'people': return `${service}/people`;
    case 'watchedDate': return `/dates/${id}`;
    case 'visit': return `/visits/${id}`;
    case 'restriction': return `/restrictions/${id}`;
    case 'notice': return `/notices/${id}`;
    case 'termination': return `/terminations/${id}`;
    case 'placementAlert': case 'placingException': return `${service}/restrictions`;
    case 'placingRefusal': return `/placing/refusals?serviceId=${serviceId}`;
    case 'telling': return `/decisions/made/${id}/telling`;
    case 'decision': return `/decisions/made/${id}`;
    case 'representation': return `/representations/${id}`;
    case 'disclosurePack': return `/disclosures/${id}`;
    case 'appeal': return `/appeals/${id}`;
    // What a provider asked about being heard stands with its chance to answer.
    case 'hearingRequest': return `${service}/representations`;
    // A letter stands among its service's, for the office; partners have no line of it.
    case 'letter': return `${service}/letters#l-${id}`;
    case 'membership': return `/administration/memberships/${id}`;
    case 'import': return '/imports';
    case 'informationRequest': return `/records/requests/${id}`;
    case 'legalHold': return '/records/holds';
    default: return `${service}#where-it-stands`;
  }
}
