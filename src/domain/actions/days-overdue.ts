/** SQL: how many days the day of an action `a` with its workflow `w` has passed. The day itself still counts; what is reported complete waits for its check. $1 is today. */
export const daysOverdue = `case when w.state in ('open', 'inProgress', 'overdue', 'extensionRequested') then greatest(0, $1::date - a.due_on) else 0 end`;
