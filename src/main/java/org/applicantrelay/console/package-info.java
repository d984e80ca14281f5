/** The operators' console on the management port: who may log in, and what each role may see and do there. */
package org.applicantrelay.console;
