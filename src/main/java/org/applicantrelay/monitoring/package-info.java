/** What is waiting, held up, behind or stopped: for metrics, health and alerts. */
package org.applicantrelay.monitoring;
