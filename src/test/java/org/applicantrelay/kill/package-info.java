/** Relays in processes of their own that are halted, stopped and continued at named steps, and what becomes of their work. */
package org.applicantrelay.kill;
