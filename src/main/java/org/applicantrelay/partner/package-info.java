/** Whether a partner may be called: pauses it asks for, a circuit while it is down, a hold while it refuses the relay. */
package org.applicantrelay.partner;
