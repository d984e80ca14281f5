package org.applicantrelay.operation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The role that a managed operation, or the getter of a managed attribute, needs when it is called through the console;
 * {@link Operations} carries it into the MBean. An operation without it cannot be called there at all, an attribute
 * without it needs a viewer.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Needs {

    Role value();
}
