/** R31: SQL of a service and every one it carries on, for records that are read at both. @param service SQL of an id */
export const lineOf = (service: string): string => `(select line.service_id from service_line(${service}) line)`;
