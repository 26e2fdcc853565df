-- Net revenue of those who returned, as far as their 90 days are over.
select
  count_if(is_over) as people,
  cast(coalesce(sum(net) filter (where is_over), 0) as bigint) as revenue,
  count_if(not is_over) as still_open
from returns
