import { lineOf } from '../providers/service-line.js';

/** SQL: risk assessments `k` of a service and of those it carries on (R31): the restriction it takes over rests on theirs. @param service SQL of its id */
export const riskOfLine = (service: string): string => `risk_assessments k where k.council_id = current_council() and k.service_id in ${lineOf(service)}`;
/** SQL of an order: the service's own come first, the newest first. */
export const newestRisk = (service: string): string => `k.service_id = ${service} desc, k.assessed_on desc, k.number desc`;
/** SQL: the name of the former service that `k` was made at; null at the service itself. */
export const formerRisk = (service: string): string => `(case when k.service_id <> ${service} then (select fl.name from services fs join register_locations fl on fl.id = fs.location_id where fs.council_id = k.council_id and fs.id = k.service_id) end)`;
/** $1 the assessment, $2 the service. */
export const riskAssessmentOf = `select k.id from ${riskOfLine('$2::uuid')} and k.id = $1`;
