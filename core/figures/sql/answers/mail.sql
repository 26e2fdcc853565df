-- The marketing messages of the period that arrived, and how many of them were answered by leaving or a complaint.
select
  count_if(is_arrived) as arrived,
  count_if(is_arrived and is_unsubscribed) as unsubscribed,
  count_if(is_arrived and is_complained) as complained
from period_messages
where purpose = 'marketing'
