-- What is known of the job that somebody applies for, beside job_reference, and which rule has found it in Jobtrain.
alter table application add column client_reference varchar(1000);
alter table application add column idibu_job_id varchar(100);
alter table application add column job_rule varchar(250);
