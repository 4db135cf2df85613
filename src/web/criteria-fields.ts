import { type Body, list, text } from './form.js';

/** References that stand in the evidence: records of this service, or the rating of CQC that is in force. */
const references = /\b(?:INT|VIS)-\d{4}-\d{5}\b/g;

/** Criteria as they were ticked, each with its evidence and the records that its evidence names. */
export function criteriaOf(body: Body): { code: string; evidence: string; records: string[] }[] {
  return list(body['criteria']).map((code) => {
    const evidence = text(body[`evidence_${code}`]);
    return { code, evidence, records: [...new Set([...(evidence.match(references) ?? []), ...(/\bCQC rating\b/.test(evidence) ? ['CQC'] : [])])] };
  });
}

/** Evidence that is missing is shown at its own criterion. */
export function atCriterion(problems: readonly { readonly field: string; readonly message: string }[], codes: readonly string[]): { field: string; message: string }[] {
  return problems.map(({ field, message }) => {
    const index = /^criteria\.(\d+)\.evidence$/.exec(field)?.[1];
    const code = index === undefined ? undefined : codes[Number(index)];
    return { field: code === undefined ? field : `evidence_${code}`, message };
  });
}
