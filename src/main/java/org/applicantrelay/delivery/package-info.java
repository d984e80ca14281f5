/** Works off what is due: claims, the states an attempt ends in, and what idibu is told. */
package org.applicantrelay.delivery;
