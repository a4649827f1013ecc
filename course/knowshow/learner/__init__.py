"""What one learner keeps, in their own workspace: decisions, answers, notes, plan, receipts, settings."""
