/** The mailbox of forwarded mails: whose turn it is, how a mail is fetched, and what it says before it is taken in. */
package org.applicantrelay.mailbox;
