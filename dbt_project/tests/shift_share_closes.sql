-- National, mix and local effects add up to the change of jobs, to the job, and the change is that of the jobs.
select *
from {{ ref("mart_shift_share") }}
where
    change <> national_effect + mix_effect + local_effect
    or change <> jobs - jobs_base
    or (change is null) <> (obs_status in ('Q', 'O'))
