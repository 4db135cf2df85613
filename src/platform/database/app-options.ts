/**
 * What every connection of the application asks of PostgreSQL. The views of the council in hand are found before the tables of all
 * councils (ADR 0016). Left to choose, PostgreSQL plans a read anew each time where a plan without the parts nobody asked for looks
 * cheaper: planning the service page costs 20 ms of CPU, running it 7. Nor does it compile them (JIT): our statements are long texts
 * about few rows, and where a council is large enough to be reckoned dear, compiling one anew each time would cost far more than running it.
 */
export const APP_OPTIONS = '-c search_path=council,public -c plan_cache_mode=force_generic_plan -c jit=off';
