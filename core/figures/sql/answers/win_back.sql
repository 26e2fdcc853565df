-- The silences of the period, with and without a win-back message, as far as their 60 days are over.
select
  count_if(is_invited and is_over) as invited,
  count_if(is_invited and is_over and is_back) as invited_back,
  count_if(not is_invited and is_over) as alone,
  count_if(not is_invited and is_over and is_back) as alone_back,
  count_if(not is_over) as still_open
from silences
